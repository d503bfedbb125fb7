;;; leakline.el --- JavaScript memory leaks by eglot  -*- lexical-binding: t; -*-

;; Put this file on the `load-path' and (require 'leakline), or paste it into init.el.
;; It needs `leakline' on the PATH, or `leakline-command'.

(require 'eglot)

(defvar leakline-command '("leakline" "serve")
  "Command line that starts the server.")

(defvar leakline-settings nil
  "Settings, such as (:minimumGrowth 5 :rules (:blocking-call \"off\")).")

(dolist (mode '((js-mode :language-id "javascript") (js-ts-mode :language-id "javascript")
                (typescript-mode :language-id "typescript") (typescript-ts-mode :language-id "typescript")
                (tsx-ts-mode :language-id "typescriptreact")))
  (add-to-list 'eglot-server-programs
               (cons mode (lambda (&rest _)
                            (append leakline-command
                                    (list :initializationOptions (or leakline-settings eglot--{})))))))

(defun leakline--execute (command arguments)
  "Let the server run COMMAND with a vector of ARGUMENTS, and return its answer."
  (jsonrpc-request (eglot--current-server-or-lose) :workspace/executeCommand
                   (list :command command :arguments arguments) :timeout 600))

(defun leakline-compare (files)
  "Compare heap snapshots: FILES, oldest first.  Called by hand, it takes those that are marked in dired, else asks."
  (interactive
   (list (if (derived-mode-p 'dired-mode)
             (dired-get-marked-files)
           (let (chosen file)
             (while (not (string-empty-p (setq file (read-file-name "Snapshot, oldest first (empty: enough): " nil ""))))
               (push (expand-file-name file) chosen))
             (nreverse chosen)))))
  (let* ((answer (leakline--execute "leakline.compareSnapshots" (vconcat (mapcar #'eglot--path-to-uri files))))
         (growing (seq-filter (lambda (suspect) (eq (plist-get suspect :growing) t)) (plist-get answer :suspects))))
    (message "leakline: %d growing" (length growing))))

(defun leakline-clear ()
  "Forget the heap snapshots."
  (interactive)
  (leakline--execute "leakline.clearSnapshots" []))

(provide 'leakline)
;;; leakline.el ends here
